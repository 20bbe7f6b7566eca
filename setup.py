"""The packages of the distribution; everything else stands in pyproject.toml.

A checkout keeps the steps of the schema in `migrations/`. A top-level package of that name would
shadow other people's, so a wheel carries them as `idp.migrations`.
"""

from setuptools import find_packages, setup

DATA = [
    *("bin", "css", "html", "js", "json", "mako", "po", "svg", "toml", "ttf"),
    *("txt", "typ", "woff2"),
]

setup(
    packages=[
        *find_packages(include=["idp", "idp.*", "relying_party_demo", "relying_party_demo.*"]),
        "idp.migrations",
        "idp.migrations.versions",
    ],
    package_dir={"idp.migrations": "migrations"},
    package_data={"": ["py.typed", *(f"**/*.{ending}" for ending in DATA)]},
)
