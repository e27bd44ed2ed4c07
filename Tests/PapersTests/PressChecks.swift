// Checks of the printed papers.
