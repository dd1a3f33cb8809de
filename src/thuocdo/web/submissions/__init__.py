"""The agency's self-assessment: answers, evidence, handing over, submitting."""
