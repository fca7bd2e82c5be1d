/* What a git server says to a push: whatever comes, it is read or refused, and a text that was kept
 * can be shown. Also a delta between the two halves of the input. */
#include <stdint.h>
#include <string.h>

#include "core/delta.h"
#include "core/packet.h"
#include "core/text.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
check_text(const char *text)
{
	if (!text_is_utf8(text, strlen(text)))
		die("a server's words are not UTF-8");
	for (; *text; text++)
		if ((unsigned char)*text < ' ' || *text == 0x7f)
			die("a server's words hold control characters");
}

static void
check_report(const char *bytes, size_t n, bool side_band)
{
	struct report r;

	report_read(bytes, n, side_band, &r);
	check_text(r.why);
	check_text(r.said);
	for (size_t i = 0; i < r.n; i++)
		check_text(r.verdicts[i].why);
}

/* A reader that knows the whole is at peace with every beginning of it. */
static void
check_advert(const char *bytes, size_t n)
{
	static struct advert whole, part;

	if (advert_read(bytes, n, &whole) == HEARD_WHOLE)
		for (size_t i = 0; i < n && i < 300; i++)
			if (advert_read(bytes, i, &part) == HEARD_BAD)
				die("the beginning of an advertisement is bad and the whole is "
				    "not");
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	/* Its own copy, of just that size: reading beyond it is found. */
	struct str text = STR_INIT, delta = STR_INIT;
	size_t half = size / 2;

	str_add_n(&text, (const char *)data, size);
	check_advert(text.ptr, size);
	check_report(text.ptr, size, false);
	check_report(text.ptr, size, true);
	delta_write(text.ptr, half, text.ptr + half, size - half, &delta);
	str_clear(&delta);
	str_clear(&text);
	return 0;
}
