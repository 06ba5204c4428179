"""The catalogue of one plan's data: DCAT-AP 3 and DCAT-AP_IT side by side.

What stands in it is there: graphs that were not made are not promised. DCAT-AP_IT knows no data service, so
the endpoint is described twice: as a ``dcat:DataService`` and as a distribution with
``dcat:accessService``. The rights holder of the plan is the municipality; the publisher is who runs the
service, plangraph if the profile names nobody, since the data must not pass for an official publication.
"""

from __future__ import annotations

from plangraph.catalog.contents import Held as Held
from plangraph.catalog.contents import held_graphs as held_graphs
from plangraph.catalog.whole import catalogue_graph as catalogue_graph
