/* Sets a person's PIN. */
#include <string.h>

#include "cli/command.h"
#include "storage/case_thing.h"
#include "storage/keys.h"
#include "storage/pin.h"

/* Changing a PIN takes the old one, or an administrator's (contract, "Who"). */
static enum rc
may_change(struct command_context *c, const struct thing *t, struct err *e)
{
	const char *whose;

	if (person_pin_guard(c->book, &c->arena, t, &whose, e) != RC_OK)
		return e->code;
	return whose ? command_check_pin(c, whose, e) : RC_OK;
}

static enum rc
new_pin(struct command_context *c, bool first, char pin[PIN_TEXT], struct err *e)
{
	char again[PIN_TEXT];
	const char *file = command_option(c, "new");
	enum rc rc;

	if (file)
		return command_pin_file(file, pin, e);
	if (command_pin_is_typed(c))
		rc = command_read_pin(c, _("new PIN"), pin, e);
	else if (first)
		return command_read_pin(c, "", pin, e);
	else
		return err_set(e, RC_INVALID,
			       _("the new PIN is missing: $ZHIBAN_PIN_FILE holds the old one; give "
				 "--new FILE"));
	if (rc == RC_OK)
		rc = command_read_pin(c, _("once more"), again, e);
	if (rc == RC_OK && strcmp(pin, again) != 0)
		rc = err_set(e, RC_INVALID, _("the two PINs differ: nothing was changed"));
	keys_wipe(again, sizeof(again));
	return rc;
}

static enum rc
exec(struct command_context *c, struct err *e)
{
	struct thing *t;
	char pin[PIN_TEXT] = "";
	enum rc rc = book_thing_kind(c->book, &c->arena, c->args[0], &kind_person, &t, e);

	if (rc == RC_OK)
		rc = may_change(c, t, e);
	if (rc == RC_OK)
		rc = new_pin(c, !pin_has(book_store(c->book), t->id), pin, e);
	if (rc == RC_OK)
		rc = pin_set(book_store(c->book), t->id, pin, e);
	keys_wipe(pin, sizeof(pin));
	return rc;
}

/* clang-format off */
static const struct option options[] = {
	OPT("new", "FILE", N_("the file with the new PIN, where there is an old one")),
	OPT_END,
};

const struct command command_pin = {
	.name = "pin", .args = "PERSON", .help = N_("set a person's PIN; it stays on this host"),
	.options = options, .flags = COMMAND_WRITE, .exec = exec,
};
/* clang-format on */
