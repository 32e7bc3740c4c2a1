"""What a deployer does without a browser: moving, exporting, backing up, restoring, and looking what is wrong."""
