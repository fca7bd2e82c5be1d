# The chores: tests, checks, installation. What builds is in the Makefile.
SHELL := /bin/bash
unit  := $(call tests,core) $(call tests,storage) $(call tests,tui)
cases := $(sort $(wildcard tests/e2e/*.sh))
ours  := $(wildcard core/*.[ch] storage/*.[ch] tui/*.[ch] cli/*.[ch] tests/*.[ch] tests/*/*.[ch] tests/*/*/*.[ch])

test: all $(unit)
	@tests/run $(B) $(unit) $(cases)

layers:
	@tests/layers

headers:
	@for h in $(wildcard core/*.h storage/*.h tui/*.h cli/*.h); do \
	  echo "#include \"$$h\"" | $(CC) $(STD) $(WARN) -Wno-unused-function -fsyntax-only -x c - || exit 1; done

format:
	clang-format -i $(ours)
format-check:
	@clang-format --dry-run -Werror $(ours)

clean:
	rm -rf build
