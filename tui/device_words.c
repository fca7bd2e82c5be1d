/* What a device's state means. */
#include "tui/device_words.h"

#include "core/i18n.h"

void
device_state(const struct trust_writer *w, struct str *out)
{
	bool hand = writer_role(w->writer) == WRITER_SUPERIOR;

	if (str_equal(w->state, "retired"))
		str_add_f(out, _("retired: nothing is taken from entry %lld on"),
			  (long long)w->from);
	else if (str_equal(w->state, "revoked"))
		str_add_f(out, _("revoked: nothing is taken from entry %lld on"),
			  (long long)w->from);
	else if (str_equal(w->state, "own"))
		str_add(out, _("this device; not enrolled at a superior yet"));
	else if (hand)
		str_add(out, _("the superior's hand in this book"));
	else if (w->former)
		str_add_f(out, _("enrolled; with this key from entry %lld on"), (long long)w->from);
	else
		str_add(out, _("enrolled"));
	if (w->reason)
		str_add_f(out, _(" (%s)"), w->reason);
}
