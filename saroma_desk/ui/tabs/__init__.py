"""One folder for each tab of the window; a tab never imports another."""
