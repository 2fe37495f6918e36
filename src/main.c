/* main.c - parse arguments, call the pipeline, exit. */
/* SPDX-License-Identifier: Apache-2.0 */
int main(void)
{
	return 2;
}
