"""What the toolkit costs: calls to Google, time, memory, disk. Figures are written to `results/`, never asserted."""
