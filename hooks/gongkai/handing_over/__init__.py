"""The column for an archive or a reader: as a bag, as a web archive, as a folder to open.

``parts`` (what belongs to it) → ``bag`` (BagIt), ``warc`` (WARC), ``offline`` (ZIP). All come from
a built site that is what its manifest says, and from the reports that it was built from; no clock
is asked, so that the same column gives the same package.
"""
