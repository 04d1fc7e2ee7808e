"""The document of meaning: blocks, and how a plan becomes them. Renderers translate nothing and decide nothing."""
