"""Ask the catalogue of a case; remember answers; put two studies side by side."""
