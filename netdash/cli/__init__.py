"""The deployer's commands: move, export, back up, restore, erase, and check what is wrong."""
