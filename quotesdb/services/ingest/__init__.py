"""From a file's bytes to stored articles and quotations; extraction again; everything derived anew."""
