"""Pages for staff: the shop floor and the factory board."""

from django.urls import path

from production.views import board, floor, materials, moves, stops, trace, travellers

app_name = "production"

urlpatterns = [
    path("floor/", floor.floor, name="floor"),
    path("floor/<slug:code>/", floor.terminal, name="terminal"),
    path("factory/", board.board, name="board"),
    path("factory/materials/", materials.materials, name="materials"),
    path("factory/stops/", stops.stops, name="stops"),
    path("factory/trace/", trace.trace, name="trace"),
    path("factory/trace/costs.csv", trace.costs, name="trace_costs"),
    path("factory/plan/", board.plan, name="plan"),
    path("factory/runs/<int:number>/", board.run, name="run"),
    path("factory/runs/<int:number>/traveller.pdf", travellers.of_run, name="run_traveller"),
    path(
        "factory/work-orders/<int:number>/traveller.pdf",
        travellers.of_work_order,
        name="work_order_traveller",
    ),
    path("factory/runs/<int:number>/moves/", moves.moves, name="moves"),
]
