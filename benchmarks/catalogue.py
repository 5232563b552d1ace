"""The benchmarks by name, in the order in which they run."""

from dataclasses import dataclass
from importlib import import_module
from types import ModuleType


@dataclass(frozen=True, slots=True)
class Benchmark:
    """A module with `run(options)`; one that needs a shop is imported when there is one."""

    module: str
    needs_shop: bool = False

    def load(self) -> ModuleType:
        """Import it only when it runs: the peers are slow to import."""
        return import_module(self.module)


BENCHMARKS = {
    "engine-click": Benchmark("benchmarks.engine_click"),
    "large-groups": Benchmark("benchmarks.large_groups"),
    "feature-models": Benchmark("benchmarks.feature_models"),
    "planner": Benchmark("benchmarks.planner"),
    "order-plans": Benchmark("benchmarks.order_plans"),
    "plan-proofs": Benchmark("benchmarks.plan_proofs"),
    "line-sequences": Benchmark("benchmarks.line_sequences"),
    "lot-sizes": Benchmark("benchmarks.lot_sizes"),
    "factory-plan": Benchmark("benchmarks.factory_plan", needs_shop=True),
    "exactly-once": Benchmark("benchmarks.exactly_once", needs_shop=True),
    "disruption": Benchmark("benchmarks.disruption"),
    "promises": Benchmark("benchmarks.promises"),
    "promise-frontier": Benchmark("benchmarks.promise_frontier"),
    "shop-promises": Benchmark("benchmarks.shop_promises", needs_shop=True),
    "pc-catalog": Benchmark("benchmarks.pc_catalog", needs_shop=True),
    "http-click": Benchmark("benchmarks.http_click", needs_shop=True),
    "offers": Benchmark("benchmarks.offers", needs_shop=True),
    "rest-order": Benchmark("benchmarks.rest_order", needs_shop=True),
}
