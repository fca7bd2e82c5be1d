# zhiban. `make` builds build/zhiban; `make run` and `make check` do everything on a fresh Debian 12.
# Sources are found by wildcard: adding a file needs no edit here. Each variant has its own folder.
VARIANT ?= release
ifdef BUILD
B := $(BUILD)/$(VARIANT)
else
B := build/$(VARIANT)
endif
CC ?= gcc
ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX ?= /usr/local

STD  := -std=c17 -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE -I.
WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes \
	-Wwrite-strings -Wformat=2 -Wvla -Wno-format-nonliteral -Werror
flags_debug   := -O0 -g
flags_release := -O2 -g -D_FORTIFY_SOURCE=2 -fstack-protector-strong
flags_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
flags_clang   := -O1 -g
flags_cov     := -O0 -g --coverage
flags_fuzz    := -O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all
CFLAGS  := $(STD) $(WARN) $(flags_$(VARIANT)) -DPREFIX='"$(PREFIX)"'
LDFLAGS := $(filter -fsanitize% --coverage,$(flags_$(VARIANT)))

pkg      = $(shell pkg-config --libs $(1))
objects  = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard $(1)/*.c)))
tests    = $(patsubst %.c,$(B)/%,$(sort $(wildcard tests/$(1)/test_*.c)))

sync_only  := git_% sync_% transfer%
print_only := print_% pdf%
core    := $(call objects,core)
store   := $(filter-out $(patsubst %,$(B)/storage/%.o,$(sync_only) $(print_only)),$(call objects,storage))
git     := $(filter $(patsubst %,$(B)/storage/%.o,$(sync_only)),$(call objects,storage))
print   := $(filter $(patsubst %,$(B)/storage/%.o,$(print_only)),$(call objects,storage))
tui     := $(call objects,tui)
cli     := $(call objects,cli)

core_libs  := $(call pkg,jansson) -lunistring
store_libs := $(core_libs) $(call pkg,lmdb libsodium) -lcsv
git_libs   := $(call pkg,libgit2) -lz
tui_libs   := $(call pkg,ncursesw)

programs := $(if $(cli),$(B)/zhiban) $(if $(git),$(B)/zhiban-sync) $(if $(print),$(B)/zhiban-print)

.PHONY: all test check run deps layers headers format format-check lint i18n asan cov fuzz bench golden clean install
.DELETE_ON_ERROR:
.SECONDARY:

all: $(programs) $(B)/locale/zh_CN/LC_MESSAGES/zhiban.mo
	@mkdir -p $(dir $(B)); for p in $(notdir $(programs)) locale; do ln -sfn $(VARIANT)/$$p $(dir $(B))$$p; done; \
	 ln -sfn $(CURDIR)/templates $(dir $(B))templates

# storage/sync_main.c holds main() of zhiban-sync, storage/print_main.c that of zhiban-print.
$(B)/zhiban: $(cli) $(tui) $(store) $(core)
	$(CC) $(LDFLAGS) -o $@ $^ $(tui_libs) $(store_libs)
$(B)/zhiban-sync: $(git) $(store) $(core)
	$(CC) $(LDFLAGS) -o $@ $^ $(git_libs) $(store_libs)
$(B)/zhiban-print: $(print) $(store) $(core)
	$(CC) $(LDFLAGS) -o $@ $^ $(store_libs) $(call pkg,pangocairo libical)

# Tests of a floor link that floor and the ones below, nothing more: a leak upwards does not link.
helpers := $(B)/tests/helpers.o
$(call tests,core): %: %.o $(helpers) $(call objects,tests/core/kit) $(core)
	$(CC) $(LDFLAGS) -o $@ $^ $(call pkg,check) $(core_libs)
$(call tests,storage): %: %.o $(helpers) $(filter-out %_main.o,$(git)) $(store) $(core)
	$(CC) $(LDFLAGS) -o $@ $^ $(call pkg,check) $(git_libs) $(store_libs)
$(call tests,tui): %: %.o $(helpers) $(call objects,tests/tui/kit) $(tui) $(store) $(core)
	$(CC) $(LDFLAGS) -o $@ $^ $(call pkg,check) -lvterm -lutil $(tui_libs) $(store_libs)

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	@echo "  CC      $<"
	@$(CC) $(CFLAGS) -MMD -MP -c -o $@ $<

$(B)/locale/zh_CN/LC_MESSAGES/zhiban.mo: $(sort $(wildcard po/zh_CN/*.po))
	@mkdir -p $(@D)
	msgcat --use-first $^ | msgfmt -o $@ -

-include $(shell find $(B) -name '*.d' 2>/dev/null)
include build.mk
