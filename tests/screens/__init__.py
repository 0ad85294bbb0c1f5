"""Tests of the screens: short walks through the app that assert what is so, then how it looks."""
