"""Exercise 1.5: one step of Perona–Malik diffusion, which smooths noise and keeps edges."""

import numpy as np

from pdecourse.exercises.feedback import Wrong, agree, call, shaped
from pdecourse.exercises.record import Check, Exercise


def perona_malik_step(image: np.ndarray, contrast: float, dt: float) -> np.ndarray:
    """Return the image one explicit Euler step later; nothing crosses its border."""
    new = image.copy()
    for axis in (0, 1):
        slope = np.diff(image, axis=axis)  # across each inner face
        flux = slope / (1 + (slope / contrast) ** 2)
        new += dt * np.diff(flux, axis=axis, prepend=0, append=0)  # no flux through the border
    return new


def gentle(answer, rng):
    """Where all slopes are far below the contrast this is the heat equation."""
    image, dt = rng.normal(size=(6, 9)), float(rng.uniform(0.1, 0.2))
    want = perona_malik_step(image, 1e12, dt)
    got = shaped(call(answer, image, 1e12, dt), image.shape, "the new image")
    along_y, along_x = (moved(image, dt, lambda slope: slope, [axis]) for axis in (0, 1))
    ring = sum(np.roll(image, s, a) for a in (0, 1) for s in (1, -1)) - 4 * image
    still = image.copy()
    still[1:-1, 1:-1] = want[1:-1, 1:-1]
    mistakes = {
        "the image is unchanged: the flux is missing": image,
        "the change is returned, not the new image: add the old one": want - image,
        "the time step dt is missing": image + (want - image) / dt,
        "the sign is wrong: a pixel darker than its neighbours must get brighter": 2 * image - want,
        "heat flows along y only: pixels left and right exchange grey too": along_y,
        "heat flows along x only: pixels above and below exchange grey too": along_x,
        "the image wraps round: its border is insulated": image + dt * ring,
        "the border pixels never change: they have neighbours inside": still,
    }
    agree(got, want, "an image of gentle slopes", mistakes)


def steep(answer, rng):
    """Across an edge the flux is throttled."""
    image = np.zeros((6, 10))
    image[:, int(rng.integers(3, 7)) :] = rng.uniform(1.5, 2.5)
    contrast, dt = float(rng.uniform(0.2, 0.45)), float(rng.uniform(0.1, 0.2))
    want = perona_malik_step(image, contrast, dt)
    agree(call(answer, image, contrast, dt), want, "an image with one edge", throttles(image, contrast, dt))


def total(answer, rng):
    """The mean grey stays what it is."""
    image, contrast = rng.uniform(1.0, 2.0, (7, 8)), float(rng.uniform(0.2, 0.45))
    new = image
    for _ in range(5):
        new = shaped(call(answer, new, contrast, 0.15), image.shape, "the new image")
    if not abs(new.sum() - image.sum()) <= 1e-5 * image.sum():
        raise Wrong(
            "grey is lost or made: what leaves a pixel through a face must enter the next one, so g belongs "
            "to the face, not to the pixel",
            f"the sum over the image went from {image.sum():.5g} to {new.sum():.5g} in 5 steps",
        )


def anywhere(answer, rng):
    """Any image, with slopes around the contrast."""
    image, contrast = rng.normal(size=(8, 6)), float(rng.uniform(0.7, 1.2))
    dt = float(rng.uniform(0.1, 0.2))
    want = perona_malik_step(image, contrast, dt)
    got = shaped(call(answer, image, contrast, dt), image.shape, "the new image")
    ahead = [np.diff(image, axis=a, append=image.take([-1], a)) for a in (0, 1)]
    laplacian = (perona_malik_step(image, 1e12, dt) - image) / dt
    mistakes = {
        "g multiplies the Laplacian of the pixel: it belongs inside the divergence, at the faces": image
        + dt * laplacian / (1 + sum(s**2 for s in ahead) / contrast**2),
        "the two axes are stepped one after the other: take both fluxes from the old image": moved(
            moved(image, dt, throttled(contrast), [0]), dt, throttled(contrast), [1]
        ),
    }
    agree(got, want, "an image of random grey", mistakes | throttles(image, contrast, dt))


def throttles(image, contrast, dt):
    """What usual mistakes in g give."""
    mistakes = {
        "the edge is blurred as by the heat equation: g is missing": lambda s: s,
        "the slope in g is not squared: g = 1/(1 + (s/K)²)": lambda s: s / (1 + np.abs(s) / contrast),
        "g = 1/(1 + (s/K)²) has K²: square the whole ratio": lambda s: s / (1 + s**2 / contrast),
        "the contrast multiplies the slope: g = 1/(1 + (s/K)²)": lambda s: s / (1 + (s * contrast) ** 2),
        "the contrast is not used: g = 1/(1 + (s/K)²)": lambda s: s / (1 + s**2),
        "g is exp(−(s/K)²), the other choice of Perona and Malik: here g = 1/(1 + (s/K)²)": lambda s: (
            s * np.exp(-((s / contrast) ** 2))
        ),
        "g = 1/(1 + (s/K)²), not its square root": lambda s: s / np.sqrt(1 + (s / contrast) ** 2),
        "the flux is g alone: it is g times the slope": lambda s: 1 / (1 + (s / contrast) ** 2),
        "g is upside down: it must be small on steep slopes": lambda s: s * (1 + (s / contrast) ** 2),
    }
    return {mistake: moved(image, dt, flux) for mistake, flux in mistakes.items()}


def moved(image, dt, flux, axes=(0, 1)):
    """One step with any flux, a function of the slope across a face."""
    fluxes = ((axis, flux(np.diff(image, axis=axis))) for axis in axes)
    return image + dt * sum(np.diff(f, axis=axis, prepend=0, append=0) for axis, f in fluxes)


def throttled(contrast):
    """The right flux, as a function of the slope."""
    return lambda slope: slope / (1 + (slope / contrast) ** 2)


PERONA_MALIK_STEP = Exercise(
    number="1.5",
    title="Smooth, but keep the edges",
    minutes=15,
    reference=perona_malik_step,
    hints=(
        "Work on faces, not on pixels. For each axis: the slope across every inner face, then the flux "
        "there. How does the change of one pixel follow from the fluxes on its two sides?",
        "`slope = np.diff(image, axis=axis)` and `flux = slope / (1 + (slope / contrast) ** 2)`. With no "
        "flux through the border the change along that axis is `np.diff(flux, axis=axis, prepend=0, "
        "append=0)`. Add both axes, both from the old image, times dt.",
    ),
    checks=(
        Check("gentle slopes: the heat equation", 1, gentle),
        Check("an edge is kept", 1, steep),
        Check("the mean grey is kept", 1, total),
        Check("any image", 1, anywhere),
    ),
)
