/* PINs: from a file or from the keyboard, never from the command line. */
#include "storage/pin.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>

#include "cli/command.h"
#include "storage/keys.h"

static void
first_line(const char *bytes, size_t n, char pin[PIN_TEXT])
{
	size_t len = 0;

	while (len < n && len < PIN_TEXT - 1 && bytes[len] != '\n' && bytes[len] != '\r')
		len++;
	memcpy(pin, bytes, len);
	pin[len] = '\0';
}

static enum rc
read_file(const char *path, char *bytes, size_t size, size_t *n, struct err *e)
{
	struct stat st;
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
	ssize_t got;

	if (fd < 0)
		return err_set(e, RC_INVALID, _("the PIN file %s cannot be read"), path);
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode) || (st.st_mode & 077) != 0) {
		close(fd);
		return err_set(e, RC_INVALID,
			       _("the PIN file %s may be read by others: give it mode 0600"), path);
	}
	got = read(fd, bytes, size);
	close(fd);
	if (got < 0)
		return err_set(e, RC_INVALID, _("the PIN file %s cannot be read"), path);
	*n = (size_t)got;
	return RC_OK;
}

static enum rc
type_pin(const char *prompt, char pin[PIN_TEXT], struct err *e)
{
	int tty = open("/dev/tty", O_RDWR | O_CLOEXEC);
	struct termios old, quiet;
	char bytes[PIN_TEXT];
	ssize_t n;

	if (tty < 0 || tcgetattr(tty, &old) != 0) {
		if (tty >= 0)
			close(tty);
		return err_set(
		    e, RC_INVALID,
		    _("a PIN is needed: there is no terminal; put it into $ZHIBAN_PIN_FILE"));
	}
	quiet = old;
	quiet.c_lflag &= (tcflag_t) ~(unsigned)ECHO;
	dprintf(tty, "%s: ", prompt);
	tcsetattr(tty, TCSAFLUSH, &quiet);
	n = read(tty, bytes, sizeof(bytes));
	tcsetattr(tty, TCSAFLUSH, &old);
	dprintf(tty, "\n");
	close(tty);
	if (n > 0)
		first_line(bytes, (size_t)n, pin);
	keys_wipe(bytes, sizeof(bytes));
	return n > 0 ? RC_OK : err_set(e, RC_INVALID, _("no PIN was typed"));
}

enum rc
command_pin_file(const char *path, char pin[PIN_TEXT], struct err *e)
{
	char bytes[PIN_TEXT];
	size_t n = 0;

	if (read_file(path, bytes, sizeof(bytes), &n, e) != RC_OK)
		return e->code;
	first_line(bytes, n, pin);
	keys_wipe(bytes, sizeof(bytes));
	return RC_OK;
}

bool
command_pin_is_typed(const struct command_context *c)
{
	const char *path = getenv("ZHIBAN_PIN_FILE");

	return !c->pin && (!path || !*path);
}

enum rc
command_read_pin(struct command_context *c, const char *prompt, char pin[PIN_TEXT], struct err *e)
{
	if (c->pin) {
		first_line(c->pin, strlen(c->pin), pin);
		return RC_OK;
	}
	if (command_pin_is_typed(c))
		return type_pin(prompt, pin, e);
	return command_pin_file(getenv("ZHIBAN_PIN_FILE"), pin, e);
}

enum rc
command_check_pin(struct command_context *c, const char *person, struct err *e)
{
	char pin[PIN_TEXT];
	enum rc rc = command_read_pin(
	    c,
	    arena_text_f(&c->arena, _("PIN of %s"), book_author_name(c->book, &c->arena, person)),
	    pin, e);

	if (rc == RC_OK)
		rc = pin_check(book_store(c->book), person, pin, (int64_t)time(NULL), e);
	keys_wipe(pin, sizeof(pin));
	if (rc == RC_OK)
		book_pin_checked(c->book, person);
	return rc;
}

enum rc
command_need_leader(struct command_context *c, struct err *e)
{
	const char *author = book_author(c->book);

	if (author && pin_has(book_store(c->book), author) &&
	    command_check_pin(c, author, e) != RC_OK)
		return e->code;
	return book_need_leader(c->book, e);
}
