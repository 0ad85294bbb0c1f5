"""What can be configured: typed settings, the catalog read off them, rules across them."""
