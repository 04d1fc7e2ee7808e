"""The studio: from the pose of an exercise to a drawing, made by code. Never imported when a handout is made.

The way of a drawing: `posefile` reads the pose, `solver` and `contact` put the skeleton into it, `sculpt` gives
the bones a body of distance fields, `gbuffer` looks at it through a camera, `vectorise` turns the view into
filled paths, and `compose` sets all positions of one exercise on one scale. `draw` is the door.
"""
