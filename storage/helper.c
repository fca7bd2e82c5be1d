/* Finding and starting the programs that do what zhiban itself does not link. */
#define _GNU_SOURCE /* pipe2 */
#include "storage/helper.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/i18n.h"

extern char **environ;

enum rc
helper_find(struct arena *a, const char *name, char **path, struct err *e)
{
	static const char *const places[] = {"%s/%s", "%s/../libexec/zhiban/%s"};
	char exe[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	char *slash, *installed = arena_text_f(a, "%s/%s", PREFIX "/libexec/zhiban", name);

	if (n > 0) {
		exe[n] = '\0';
		slash = strrchr(exe, '/');
		if (slash)
			*slash = '\0';
		for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++) {
			*path = arena_text_f(a, places[i], exe, name);
			if (access(*path, X_OK) == 0)
				return RC_OK;
		}
	}
	*path = installed;
	if (access(installed, X_OK) == 0)
		return RC_OK;
	return err_set(e, RC_NOT_FOUND, _("%s is not beside zhiban; is the installation whole?"),
		       name);
}

enum rc
helper_start(char *const *argv, pid_t *pid, int *fd, int *err_fd, struct err *e)
{
	posix_spawn_file_actions_t actions;
	int out[2], err[2] = {-1, -1}, code;

	if (pipe2(out, O_CLOEXEC) != 0 || (err_fd && pipe2(err, O_CLOEXEC) != 0))
		return err_set(e, RC_IO, _("no pipe: %s"), strerror(errno));
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out[1], STDOUT_FILENO);
	if (err_fd)
		posix_spawn_file_actions_adddup2(&actions, err[1], STDERR_FILENO);
	code = posix_spawn(pid, argv[0], &actions, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&actions);
	close(out[1]);
	if (err_fd)
		close(err[1]);
	if (code == 0) {
		*fd = out[0];
		if (err_fd)
			*err_fd = err[0];
		return RC_OK;
	}
	close(out[0]);
	if (err_fd)
		close(err[0]);
	return err_set(e, RC_IO, _("%s does not start: %s"), argv[0], strerror(code));
}

int
helper_wait(pid_t pid)
{
	int status = 0;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return 255;
	return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}
