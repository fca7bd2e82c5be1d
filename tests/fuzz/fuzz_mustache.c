/* No template, and no partial, makes the engine stumble. Input: template, NUL, partial a, NUL, b.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "core/mustache.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

enum { PARTIALS = 2, CALLS_MAX = 500 };

struct parts {
	const char *partial[PARTIALS];
	int calls;
};

/* A few hundred calls show what there is to see; more only makes the run slow. */
static const char *
partial(void *ctx, const char *name, size_t n)
{
	struct parts *p = ctx;

	if (n != 1 || *name < 'a' || *name >= 'a' + PARTIALS || ++p->calls > CALLS_MAX)
		return NULL;
	return p->partial[*name - 'a'];
}

static void
missing(void *ctx, const char *name, size_t n)
{
	(void)ctx;
	if (n == 0 || !name)
		die("a missing name without a name");
}

static void
render(char *text, struct parts *p, bool html, json_t *data)
{
	const struct mustache m = {.html = html, .partial = partial, .missing = missing, .ctx = p};
	struct str out = STR_INIT;
	struct err e;

	p->calls = 0;
	if (mustache_render(&m, text, data, &out, &e) && out.len > 0)
		die("a refused template left output");
	str_clear(&out);
}

int
LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
	char *text = calloc(n + PARTIALS + 1, 1);
	json_t *data =
	    json_loads("{\"t\":\"<甲>\",\"n\":3,\"z\":0,\"x\":null,\"y\":true,\"o\":{\"t\":"
		       "\"乙\",\"o\":{\"n\":1.5}},\"l\":[{\"t\":\"丙\"},[1,2]]}",
		       0, NULL);
	struct parts p;

	if (!text || !data)
		die("out of memory");
	if (n > 0)
		memcpy(text, bytes, n);
	p.partial[0] = text + strlen(text) + 1;
	p.partial[1] = p.partial[0] + strlen(p.partial[0]) + 1;
	render(text, &p, true, data);
	render(text, &p, false, data);
	json_decref(data);
	free(text);
	return 0;
}
