"""What leaves the house: the download that anybody can recompute, and the text of the notice.

Result --bundle.make--> zip --bundle.verify--> Verdict
Result --notice.find--> Notice --notice.sentences--> paragraphs --> text, Word
"""
