"""What the toolkit costs: calls to Google, time, memory, disk. Figures go to `results/`, never asserted."""
