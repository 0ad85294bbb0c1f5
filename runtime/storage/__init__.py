"""Where files are kept: one small interface over OpenDAL, for every STORAGE_TYPE that it can serve."""
