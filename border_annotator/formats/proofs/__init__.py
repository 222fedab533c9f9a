"""Reading an export back: the articles in the folder that a data set was written to, in each format."""
