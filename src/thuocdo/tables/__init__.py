r"""CSV, Excel, Parquet and JSON to and from frames; every bad cell of a table in one run.

file --read_table--> Table --examine(set)--> TypedTable
                                         \--> BadCell ...
"""
