"""Starting things: the embedded database, the interface's assets, the web server and the test run."""
