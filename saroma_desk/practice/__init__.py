"""The practice office (練習): invented families taken through the whole 要領 by the same services as the window."""
