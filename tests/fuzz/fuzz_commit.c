/* What a remote sends: commits, signatures, saved tips, enrolment files. Anything is read or
 * refused; what was read is rendered back alike. */
#include <stdint.h>
#include <string.h>

#include "core/render.h"
#include "storage/enrol_file.h"
#include "storage/sshsig.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Payload and armour joined must be the bytes that were taken apart. */
static void
read_commit(struct arena *a, const char *text, size_t n)
{
	struct render_claim c;
	struct str again = STR_INIT;
	uint8_t key[KEY_BYTES], signature[SIGNATURE_BYTES];
	struct err e;

	if (render_read(a, text, n, &c, &e) == RC_OK &&
	    sshsig_read(c.armor, c.armor_len, key, signature)) {
		render_join(c.payload, c.payload_len, c.armor, &again);
		if (again.len != n || memcmp(again.ptr, text, n) != 0)
			die("a commit is not rendered as it was read");
	}
	str_clear(&again);
}

static void
read_state(const void *bytes, size_t n)
{
	struct render r;
	struct str again = STR_INIT;
	struct err e;

	if (render_load(&r, bytes, n, &e) != RC_OK)
		return;
	render_save(&r, &again);
	if (again.len != n)
		die("a saved tip is not saved as it was read");
	render_clear(&r);
	str_clear(&again);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = {0};
	char *text = arena_text_n(&a, (const char *)data, size);
	const struct conf_section *section = NULL;
	uint8_t key[KEY_BYTES], signature[SIGNATURE_BYTES];
	struct err e;
	int64_t ts;
	enum rc rc;

	read_commit(&a, text, size);
	read_state(text, size);
	sshsig_read(text, size, key, signature);
	sshsig_key_read(text, key);
	render_line_ts(text, size, &ts);
	render_path_day(text);
	rc = enrol_file_read(&a, text, size, "request", &section, &e);
	section = NULL;
	rc = enrol_file_read(&a, text, size, "reply", &section, &e);
	(void)rc;
	arena_free(&a);
	return 0;
}
