# Everything from a fresh clone: each step says what it does, is skipped when done, and fails
# with a remedy. `make` alone lists the targets.

ASSAY := .build/release/assay
MODEL := models/SmolLM2-135M-Instruct.Q4_1.gguf
SOURCES := Sources Tests Package.swift Benchmarks/Benchmarks Benchmarks/Package.swift

.DEFAULT_GOAL := help
.PHONY: help demo test build deps model bench bench-peers neon format lint clean

help: ## Say what there is
	@echo "Assay: may this language model be released?"
	@echo
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: build model ## Evaluate a small real model: verdict, JUnit XML and an HTML report
	@echo "demo: evaluating $(MODEL) with suites/smoke.yaml"
	@$(ASSAY) run suites/smoke.yaml --model $(MODEL) --out reports/demo --overwrite
	@echo "next:   open reports/demo/index.html in a browser, then see a release blocked:"
	@echo "        $(ASSAY) run suites/release.yaml --model $(MODEL)"

test: deps model ## Run every test
	@scripts/run-tests.sh

build: deps ## Build the assay command in release mode
	@echo "build: $(ASSAY) (the first build takes minutes)"
	@scripts/swift.sh build -c release --product assay

deps: ## Check Swift and the system libraries; install what is missing through apt
	@scripts/install-dependencies.sh

model: ## Fetch the model of the demo and the tests (98 MB, digest pinned)
	@scripts/fetch-model.sh

bench: deps model ## Measure the engine's parts, kernels and stages (the first build takes minutes)
	@scripts/swift.sh package --package-path Benchmarks benchmark --grouping metric --no-progress

bench-peers: build model ## Compare the engine with llama.cpp on this machine (half an hour)
	@scripts/bench-peers.sh

neon: ## Compile the kernels for aarch64 and check them in an emulator
	@scripts/check-neon.sh

format: ## Format the Swift sources in place
	@swift format --in-place --recursive $(SOURCES)

lint: ## Check the format of the Swift sources
	@swift format lint --strict --recursive $(SOURCES)
	@echo "lint: clean"

clean: ## Remove build products and the demo's report; the model stays
	@rm -rf .build reports/demo
