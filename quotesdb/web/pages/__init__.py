"""The pages: one file each, which registers its addresses in every form."""
