/* What else can be opened from the roster. */
#include "tui/roster_more.h"

#include "core/i18n.h"
#include "core/vec.h"
#include "tui/app.h"
#include "tui/dialog.h"

/* clang-format off */
#define MORE(name, key, help) { #name, help },
static const struct {
	const char *view, *help;
} rows[] = {
#include "tui/roster_more.def"
};
#undef MORE
/* clang-format on */

_Static_assert(ARRAY_LEN(rows) <= DIALOG_CHOICES, "a digit each");

enum rc
roster_more_open(struct view *v, const char *screen, struct err *e)
{
	const struct view_type *type = view_type_by_name(screen);
	struct roster_spot spot = roster_spot_of(v);

	if (!type)
		return err_set(e, RC_NOT_FOUND, "%s", screen);
	return app_open(v->app, type, &spot, e);
}

static enum rc
chosen(struct view *below, void *ctx, int choice, struct err *e)
{
	(void)ctx;
	return choice ? roster_more_open(below, rows[choice - 1].view, e) : RC_OK;
}

enum rc
roster_more(struct view *v, struct err *e)
{
	const char *choices[ARRAY_LEN(rows) + 1] = {NULL};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		choices[i] = rows[i].help;
	return dialog_open(v->app,
			   &(struct dialog){.title = _("More about the roster"),
					    .text = _("Opens at the selected day."),
					    .choices = choices,
					    .done = chosen},
			   e);
}
