/* Settings files: anything is read or refused, and what was read is clean and keeps its bounds. */
#include <stdint.h>
#include <string.h>

#include "core/conf.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check(const char *text)
{
	if (!text_is_clean(text, strlen(text), false))
		die("the reader let through: %s", text);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	struct conf c;
	struct err e = {0};

	if (conf_parse(&a, "fuzz.conf", (const char *)data, size, &c, &e) == RC_OK) {
		for (size_t i = 0; i < c.n; i++) {
			check(c.sections[i].type);
			check(c.sections[i].name);
			for (size_t k = 0; k < c.sections[i].n; k++) {
				check(c.sections[i].entries[k].key);
				check(c.sections[i].entries[k].value);
				if (!conf_get(&c.sections[i], c.sections[i].entries[k].key))
					die("an entry cannot be found");
			}
		}
	} else if (e.code != RC_INVALID || e.text[0] == '\0') {
		die("refused without a reason");
	}
	arena_free(&a);
	return 0;
}
