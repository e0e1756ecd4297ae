@echo off
setlocal
chcp 65001 >nul
rem Without arguments (a double click) all studies are run and the window stays open.
set "PYTHON_MANAGER_AUTOMATIC_INSTALL=false"
set "PYTHON="
for %%V in (3.13 3.12 3.11) do if not defined PYTHON py -%%V -c "" >nul 2>nul && set "PYTHON=py -%%V"
if not defined PYTHON py -3 -c "" >nul 2>nul && set "PYTHON=py -3"
if not defined PYTHON python -c "" >nul 2>nul && set "PYTHON=python"
if not defined PYTHON goto missing
if "%~1"=="" goto whole
%PYTHON% "%~dp0run.py" %*
exit /b %ERRORLEVEL%

:whole
%PYTHON% "%~dp0run.py" study
set "STATUS=%ERRORLEVEL%"
echo.
pause
exit /b %STATUS%

:missing
echo Không tìm thấy Python. Hãy cài Python 3.11, 3.12 hoặc 3.13 rồi chạy lại.
echo Python was not found. Install Python 3.11, 3.12 or 3.13 and run this again.
if "%~1"=="" pause
exit /b 3
