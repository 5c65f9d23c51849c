# A small repository whose history a page imports. No settings of the machine's own take part.
set -e
export GIT_CONFIG_NOSYSTEM=1 GIT_CONFIG_GLOBAL=/dev/null
export GIT_AUTHOR_NAME=somebody GIT_AUTHOR_EMAIL=somebody@example.org
export GIT_COMMITTER_NAME=somebody GIT_COMMITTER_EMAIL=somebody@example.org
git init -q .
echo data/ > .gitignore
echo one > README.md
git add . && git commit -qm 'Begin'
echo two >> README.md
mkdir docs && echo start > docs/start.md
git add . && git commit -qm 'Explain'
echo three >> README.md
git add . && git commit -qm 'Explain more'
