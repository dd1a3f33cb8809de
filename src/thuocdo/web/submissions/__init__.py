"""What an agency says of itself: answers, evidence, hand-over, submission.

What a submission asks          sheet.sheet_of(submission) -> Sheet: tree, nodes, criteria, asked (those the agency fills in)
What somebody typed             value.value_of(sheet, criterion, posted) -> Value, or BadValue with a sentence per input
What is stored                  value.stored_value(answer) -> Value
Who may do what, and why not    who.may_read(holding, submission); who.why_not_fill(holding, submission, at) -> Refused | None, and its like

Acts, each in a module of its name, everything by keyword, with `actor` and `at`:

    save_answer(submission, criterion, value, seen) -> Answer      BadValue, NotAsked, Conflict (.stored, the answer that stands)
    hand_over(submission, note) -> Submission                      an officer to the head
    send_back(submission, note) -> Submission                      the head to the officers, with a note
    submit(submission) -> Receipt                                  the head to the organiser
    withdraw(submission, reason) -> Submission                     the head takes it back before the deadline

Points while it is filled in    preview.preview_of(sheet, values) -> Preview, with a NodePoints for every node
What is missing or odd          checks.checks_of(submission) -> tuple[Finding, ...]
Last year                       last_year.last_year_of(submission) -> Mapping[criterion, LastYear]
What waits for somebody         waiting.waiting_for(holding, at) -> tuple[Waiting, ...]
"""
