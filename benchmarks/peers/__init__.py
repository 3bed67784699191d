"""Side by side with programs of others, which whoever measures must bring along."""
