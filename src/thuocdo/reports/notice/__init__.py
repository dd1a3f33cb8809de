"""The notice (thông báo) of a result: first what there is to say, as data; then how it is said.

    Result --notice_of--> Notice --paragraphs--> Paragraph ... --> text, Word, a web page

A fact carries the figures it rests on. Nothing is said that they do not hold: no causes, no praise; missing is not zero.
"""
