"""What publishing needs: policy, hashed names, redirects, host files, offline copy."""
