"""The rules of the house as tests: the eleven rules of dialogs (design §3), one file each."""
