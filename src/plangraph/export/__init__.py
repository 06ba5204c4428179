"""The whole service as a folder of files for any web server, so that the data outlive the endpoint.

The pages are made by the application itself, asked like a client asks; what needs a server is taken out of
them, with a sentence where a reader would look for it. Links are relative: the folder may stand at any path.
"""

from __future__ import annotations

from plangraph.export.folder import MARK as MARK
from plangraph.export.folder import replaced_folder as replaced_folder
from plangraph.export.site import Exported as Exported
from plangraph.export.site import export_site as export_site
