"""Renderers: a `Handout` in, bytes out; they translate nothing and decide nothing."""
