# The chores: tests, checks, installation. What builds is in the Makefile.
SHELL := /bin/bash
unit  := $(call tests,core) $(call tests,storage) $(call tests,tui)
cases := $(filter-out %lib.sh,$(sort $(wildcard tests/e2e/*.sh)))
ours  := $(wildcard core/*.[ch] storage/*.[ch] tui/*.[ch] cli/*.[ch] tests/*.[ch] tests/*/*.[ch] tests/*/*/*.[ch])

test: all $(unit)
	@tests/run $(B) $(unit) $(cases)

# Writes the screens of tests/golden anew; look at the diff before it is committed.
golden: $(call tests,tui)
	@GOLDEN=1 tests/run $(B) $^

# Everything that must hold before a change lands; the closing line is the last. Each part is a make of
# its own: what is installed first must be seen by the next.
again := $(MAKE) -s --no-print-directory
jobs  := -j$(shell nproc)
check:
	@tests/deps
	@$(again) $(jobs) all $(unit)
	@$(again) layers headers format-check i18n
	@$(again) $(jobs) VARIANT=clang CC=clang binaries
	@$(again) $(jobs) VARIANT=asan asan-unit
	@tests/run $(B) $(unit) $(patsubst $(B)/%,$(dir $(B))asan/%,$(unit)) $(cases)

.PHONY: asan-unit binaries soak
binaries: $(programs)
asan-unit: $(unit)

# The tests of one variant alone; after `make cov`, `gcovr` reads what ran.
asan cov: all
	@$(MAKE) --no-print-directory VARIANT=$@ asan-unit
	@tests/run $(B) $(patsubst $(B)/%,$(dir $(B))$@/%,$(unit))

deps:
	@tests/deps

# The practice home with two days of a township's life, in the screens.
run:
	@tests/deps
	@$(again) $(jobs) all
	@$(B)/zhiban demo

# The long form of what `make check` runs for seconds: four levels and six homes under kills for minutes.
soak: all
	@ROUNDS=5000 SSH_ROUNDS=600 KILLS=3000 SEED=$$$$ tests/run $(B) tests/e2e/sync_soak.sh tests/e2e/sync_soak_ssh.sh tests/e2e/sync_kill.sh

layers:
	@tests/layers

i18n:
	@tests/i18n

headers:
	@for h in $(wildcard core/*.h storage/*.h tui/*.h cli/*.h); do \
	  echo "#include \"$$h\"" | $(CC) $(STD) $(WARN) -Wno-unused-function -fsyntax-only -x c - || exit 1; done

# make fuzz [RUNS=1000000] [FUZZ=json_line]: finds go to build/fuzz/found, the corpus stays as it is.
RUNS ?= 20000
FUZZ ?= *
fuzzers := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/fuzz/fuzz_$(FUZZ).c)))
$(fuzzers): %: %.o $(tui) $(store) $(core)
	$(CC) -fsanitize=fuzzer,address,undefined -o $@ $^ $(tui_libs) $(store_libs)
fuzz:
	@$(MAKE) --no-print-directory VARIANT=fuzz CC=clang RUNS=$(RUNS) 'FUZZ=$(FUZZ)' fuzz-each
.PHONY: fuzz-each
fuzz-each: $(fuzzers)
	@for f in $^; do name=$${f##*/fuzz_}; found=$(B)/found/$$name; mkdir -p $$found; \
	  $$f -runs=$(RUNS) -seed=1 -max_len=2048 -artifact_prefix=$$found- \
	    $$found $$(ls -d tests/fuzz/corpus/$$name 2>/dev/null) > $$found.log 2>&1 || { tail -n 60 $$found.log; exit 1; }; \
	  echo "fuzz $$name: $$(tail -n 1 $$found.log)"; done

# make bench [RECORDS=100000]: ratios to peers measured in the same run; TMPDIR says on which disk.
RECORDS ?= 100000
benches := $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/bench/bench_*.c)))
$(benches): %: %.o $(tui) $(store) $(core)
	$(CC) $(LDFLAGS) -o $@ $^ -lutil $(tui_libs) $(store_libs) $(call pkg,sqlite3)
bench: all $(benches)
	@tests/bench/run $(B) $(RECORDS)

# Faults of the disk for the tests of the store, preloaded into their child processes.
shims := $(patsubst %.c,$(B)/%.so,$(sort $(wildcard tests/shims/*.c)))
$(B)/%.so: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(STD) $(WARN) -O1 -g -fPIC -shared -o $@ $< -ldl
$(call tests,storage): | $(shims)

format:
	clang-format -i $(ours)
format-check:
	@clang-format --dry-run -Werror $(ours)

clean:
	rm -rf build

share := $(DESTDIR)$(PREFIX)/share
install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(share)/zhiban $(share)/man/man1 $(share)/bash-completion/completions \
	  $(share)/locale/zh_CN/LC_MESSAGES $(share)/man/zh_CN/man1
	install -m 755 $(programs) $(DESTDIR)$(PREFIX)/bin
	install -m 644 $(B)/locale/zh_CN/LC_MESSAGES/zhiban.mo $(share)/locale/zh_CN/LC_MESSAGES
	cp -r templates/. $(share)/zhiban
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/user
	install -m 644 systemd/zhiban-sync.* $(DESTDIR)$(PREFIX)/lib/systemd/user
	$(B)/zhiban --lang en help --man > $(share)/man/man1/zhiban.1
	$(B)/zhiban --lang zh help --man > $(share)/man/zh_CN/man1/zhiban.1
	$(B)/zhiban help --bash > $(share)/bash-completion/completions/zhiban

lint:
	@tests/lint
